package calendar

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestParseOn(t *testing.T) {
	for text, want := range map[string]On{
		"mon":               {Kind: OnWeekdays, Weekdays: []time.Weekday{1}},
		"thu|mon|Monday":    {Kind: OnWeekdays, Weekdays: []time.Weekday{1, 4}},
		"sun|周六|星期一|礼拜三":    {Kind: OnWeekdays, Weekdays: []time.Weekday{1, 3, 6, 0}},
		"15":                {Kind: OnMonthDay, MonthDays: []int{15}},
		"-1":                {Kind: OnMonthDay, MonthDays: []int{-1}},
		"last|31|1|1日":      {Kind: OnMonthDay, MonthDays: []int{1, 31, -1}},
		"last day":          {Kind: OnMonthDay, MonthDays: []int{-1}},
		"最后一天":              {Kind: OnMonthDay, MonthDays: []int{-1}},
		"5号|20号":            {Kind: OnMonthDay, MonthDays: []int{5, 20}},
		"2nd sat":           {Kind: OnNth, Nths: []Nth{{2, 6}}},
		" 2nd   SAT ":       {Kind: OnNth, Nths: []Nth{{2, 6}}},
		"last fri|1st fri":  {Kind: OnNth, Nths: []Nth{{1, 5}, {-1, 5}}},
		"第二个周六|第四个星期六":      {Kind: OnNth, Nths: []Nth{{2, 6}, {4, 6}}},
		"最后一个周五":            {Kind: OnNth, Nths: []Nth{{-1, 5}}},
		"09-09":             {Kind: OnDate, Dates: []MonthDate{{9, 9}}},
		"12-30|9-9":         {Kind: OnDate, Dates: []MonthDate{{9, 9}, {12, 30}}},
		"九月初九":              {Kind: OnDate, Dates: []MonthDate{{9, 9}}, Lunar: true},
		"十二月二十四":            {Kind: OnDate, Dates: []MonthDate{{12, 24}}, Lunar: true},
		"腊月三十|正月十五|二月二十":    {Kind: OnDate, Dates: []MonthDate{{1, 15}, {2, 20}, {12, 30}}, Lunar: true},
		"third thursday":    {Kind: OnNth, Nths: []Nth{{3, 4}}},
		"tues|thurs|sunday": {Kind: OnWeekdays, Weekdays: []time.Weekday{2, 4, 0}},
	} {
		on, err := ParseOn(strings.Split(text, "|")...)
		if err != nil || !reflect.DeepEqual(on, want) {
			t.Errorf("%q: %+v, %v; want %+v", text, on, err, want)
		}
		if back, err := ParseOn(strings.Split(on.String(), ", ")...); err != nil || !reflect.DeepEqual(back, on) {
			t.Errorf("%q: %s is read back as %+v, %v", text, on, back, err)
		}
	}
	for text, want := range map[string]OnError{
		"":            {"", OnUnknown},
		"mon|15":      {"15", OnMixed},
		"09-09|九月初九":  {"九月初九", OnMixed},
		"mon|Munday":  {"Munday", OnUnknown},
		"0":           {"0", OnBadDay},
		"32":          {"32", OnBadDay},
		"-2":          {"-2", OnBadDay},
		"13-01":       {"13-01", OnBadMonth},
		"12-32":       {"12-32", OnBadDay},
		"6th sat":     {"6th sat", OnBadNth},
		"2nd weekend": {"2nd weekend", OnUnknown},
		"周八":          {"周八", OnUnknown},
		"a-b":         {"a-b", OnUnknown},
		"99999":       {"99999", OnUnknown},
	} {
		_, err := ParseOn(strings.Split(text, "|")...)
		var got *OnError
		if !errors.As(err, &got) || *got != want || got.Error() == "" {
			t.Errorf("%q: %+v, want %+v", text, err, want)
		}
	}
	if _, err := ParseOn(); err == nil || err.(*OnError).Reason != OnEmpty {
		t.Errorf("no words: %v", err)
	}
}

func FuzzParseOn(f *testing.F) {
	for _, s := range []string{"mon|thu", "15", "-1", "2nd sat", "last fri", "09-09", "九月初九", "第二个周六", "最后一个周五", "5号", "-", "个", "月"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		on, err := ParseOn(strings.Split(s, "|")...)
		var wrong *OnError
		if err != nil {
			if !errors.As(err, &wrong) || wrong.Error() == "" || !strings.Contains(s, wrong.Word) {
				t.Errorf("%q: %v", s, err)
			}
			return
		}
		if on.Kind == OnNone || on.String() == "" {
			t.Errorf("%q is read as %+v", s, on)
		}
		if back, err := ParseOn(strings.Split(on.String(), ", ")...); err != nil || !reflect.DeepEqual(back, on) {
			t.Errorf("%q is read as %+v, then %+v, %v", s, on, back, err)
		}
	})
}
