package site

import (
	"testing"

	"banbao/internal/calendar"
)

// TestSumsStay: records of many sites have these sums, so they must never be
// others. A new key must not count where it is empty.
func TestSumsStay(t *testing.T) {
	s := &Site{Assets: map[string]Asset{"notices/a.jpg": {Sum: [16]byte{7}}}}
	day := calendar.Moment{Day: calendar.Date(2026, 11, 19)}
	item := Item{Title: "候选户|公示", Body: Body{File: "content/notices/a.md", Size: 9, Sum: [16]byte{1, 2, 3}, Refs: []Ref{{Dest: "a.jpg", Picture: true}, {Dest: "b.md"}}}, Date: day}
	publicity := &Publicity{Days: 5, Unit: calendar.WorkingDays, Start: day.Day, Basis: "第九条", Objections: Objections{To: "居务监督委员会", Phone: "0523-0600 1109"}}
	notice := &Notice{Item: item, Number: "10号", Issuer: "居委会", Attachments: []Attachment{{Title: "核分表", Sum: [16]byte{9}}}, Publicity: publicity}
	ranking := &Ranking{Item: item, Form: FormPoints, Unit: UnitHousehold, Decimals: 1, Categories: []Category{{Name: "卫生", Weight: 1, Max: 10}}, Entries: []Entry{{Name: "王*芳", Total: 9.5, Rank: 1, Scores: []Score{{Value: 9.5}}}}}
	activity := &Activity{Item: item, Series: calendar.Series{Start: day, Repeat: &calendar.Rule{Every: calendar.EveryWeek, Except: []calendar.Day{day.Day + 7}}}, Place: "文化广场"}
	for _, c := range []struct{ what, got, want string }{
		{"notice", s.NoticeSum(notice), "fdbf0311ca6e4711373496ac0264e3c3"},
		{"ranking", s.RankingSum(ranking), "54bdaf950c7b2eb61ddd8bfcd8465994"},
		{"activity", s.ActivitySum(activity), "68cb2afe641f099e42f45d2eae97feda"},
	} {
		if c.got != c.want {
			t.Errorf("the sum of the %s is %s, was %s", c.what, c.got, c.want)
		}
	}

	// What is no part of what is told does not count; what is, does.
	was := s.NoticeSum(notice)
	notice.Title, notice.Tags, notice.Summary, notice.Publicity.Result = "候选户公示", []string{"评比"}, "一句话", "没有意见。"
	notice.Corrections = []Correction{{Date: day, Text: "改了"}}
	if s.NoticeSum(notice) != was {
		t.Error("a mark, a tag, a result or a correction changed the sum of a notice")
	}
	s.Assets["notices/a.jpg"] = Asset{Sum: [16]byte{8}}
	if s.NoticeSum(notice) == was {
		t.Error("another picture did not change the sum of a notice")
	}
	now := s.NoticeSum(notice)
	notice.Publicity.Objections.Phone = "0523-0600 1108"
	if s.NoticeSum(notice) == now {
		t.Error("another telephone did not change the sum of a notice")
	}
}
