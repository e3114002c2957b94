package web

func (r *renderer) screens() {}
