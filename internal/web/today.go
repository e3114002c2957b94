package web

// Ear is what stands beside the name of the site: the day.
type Ear struct {
	ISO, Date, Lunar string
	Weather          []string
}
