package opendata

import "banbao/internal/site"

// Activities is the file of activities.
type Activities struct {
	Head
	Activities []Activity `json:"activities" jsonschema:"title=活动"`
}

// Activity is something that takes place, once or again and again.
type Activity struct {
	Thing
	Place     string `json:"place,omitempty" jsonschema:"title=地点"`
	Organizer string `json:"organizer,omitempty" jsonschema:"title=主办"`
	Fee       string `json:"fee,omitempty" jsonschema:"title=费用"`
	Capacity  int    `json:"capacity,omitempty" jsonschema:"title=名额"`
	Rule      string `json:"repeats,omitempty" jsonschema:"title=多久一次,description=一句话；只有一次的没有"`
	Cancelled bool   `json:"cancelled,omitempty" jsonschema:"title=取消了"`
	Calendar  Link   `json:"calendar" jsonschema:"title=日历文件"`
	Next      []Time `json:"next,omitempty" jsonschema:"title=接下来的几次,description=最多五次"`
}

// Time is one time that an activity takes place.
type Time struct {
	Start     string `json:"start" jsonschema:"title=开始,description=全天的是日期"`
	End       string `json:"end,omitempty" jsonschema:"title=结束,description=全天的是日期"`
	Place     string `json:"place,omitempty" jsonschema:"title=改在哪里"`
	Cancelled bool   `json:"cancelled,omitempty" jsonschema:"title=这一次取消了"`
	Moved     bool   `json:"moved,omitempty" jsonschema:"title=改期来的"`
	Note      string `json:"note,omitempty" jsonschema:"title=说明"`
}

// timesAhead is how many times of an activity are given out.
const timesAhead = 5

// ActivitiesOf are the activities that anybody may read.
func ActivitiesOf(s *site.Site, head Head) *Activities {
	d := &Activities{Head: head, Activities: []Activity{}}
	for _, a := range present(s, s.Activities, func(a *site.Activity) *site.Item { return &a.Item }) {
		out := Activity{
			Thing: thingOf(s, &a.Item), Place: a.Place, Organizer: a.Organizer, Fee: a.Fee, Capacity: a.Capacity, Rule: a.Rule,
			Cancelled: a.Cancelled, Calendar: Link{s.BaseURL, "", a.CalendarPath()},
		}
		out.Date = 0 // of an activity its own times are told
		at := s.Now
		for range timesAhead {
			o, ok := s.Next(a, at)
			if !ok || !o.Over().After(at) {
				break
			}
			out.Next = append(out.Next, timeOf(o))
			at = o.Over()
		}
		d.Activities = append(d.Activities, out)
	}
	return d
}

func timeOf(o site.Occurrence) Time {
	start, end := o.Stamps()
	return Time{Start: start, End: end, Place: o.Place, Cancelled: o.Cancelled, Moved: o.Moved, Note: o.Note}
}
