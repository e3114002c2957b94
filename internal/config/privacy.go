package config

// Allowed are the numbers and addresses of the community itself, which are no
// personal data: its telephones and what [privacy] names.
func (c *Config) Allowed() []string {
	all := append([]string(nil), c.Allow...)
	for _, p := range c.Phones {
		all = append(all, p.Number)
	}
	for _, w := range c.Windows {
		all = append(all, w.Phone)
	}
	for _, p := range c.Posts {
		all = append(all, p.Phone)
	}
	return append(all, c.Address)
}
