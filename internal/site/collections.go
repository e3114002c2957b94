package site

import (
	"sync"
	"time"
)

// Collections are what several surfaces put the items of a site into, and what
// else is asked of all of them. Each is made when somebody asks, and once. They are safe for concurrent use.
type Collections struct {
	Feeds     func() []*Feed
	Calendars func() []*Calendar
	TagFiles  func() map[string]string

	NextChange func() time.Time // see Site.NextChange
}

// Collect makes the collections of a site, which is not to be changed as long
// as they are used.
func (s *Site) Collect() *Collections {
	c := &Collections{TagFiles: sync.OnceValue(s.TagFiles), NextChange: sync.OnceValue(s.NextChange)}
	c.Feeds = sync.OnceValue(func() []*Feed { return s.feeds(c.TagFiles()) })
	c.Calendars = sync.OnceValue(func() []*Calendar { return s.calendars(c.TagFiles()) })
	return c
}
