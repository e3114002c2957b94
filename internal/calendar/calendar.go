// Package calendar answers questions about days.
package calendar
