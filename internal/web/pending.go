package web

// Pages that are still to come. Delete a line when its file has the method.

func (r *renderer) screens() {}

func (r *renderer) home()      {}
func (r *renderer) lists()     {}
func (r *renderer) archive()   {}
func (r *renderer) tags()      {}
func (r *renderer) errorPage() {}
func (r *renderer) today()     {}
func (r *renderer) moved()     {}
