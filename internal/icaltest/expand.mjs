// Expands calendar files with ical.js, which knows nothing of Banbao. On stdin
// is JSON, [{text, from, to}], with times in seconds of the epoch; on stdout, for
// each file the occurrences that overlap [from, to), as
// [start, end, all day, title, cancelled, place]; whole days as dates.
import ICAL from "ical.js";

const far = 100 * 86400; // how far from its day an occurrence may be moved

let input = "";
for await (const chunk of process.stdin) input += chunk;

function expand({ text, from, to }) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    // Each file is to be understood by its own VTIMEZONE.
    ICAL.TimezoneService.remove(zone.getFirstPropertyValue("tzid"));
    ICAL.TimezoneService.register(zone);
  }
  const masters = new Map();
  const changes = [];
  for (const component of calendar.getAllSubcomponents("vevent")) {
    // Without the option it would take the changes of all events for its own.
    const event = new ICAL.Event(component, { exceptions: [] });
    if (event.isRecurrenceException()) {
      changes.push(event);
    } else if (masters.has(event.uid)) {
      throw new Error(`${event.uid} comes twice`);
    } else {
      masters.set(event.uid, event);
    }
  }
  const unused = new Set();
  for (const change of changes) {
    const master = masters.get(change.uid);
    if (!master) throw new Error(`${change.uid} changes what is not there`);
    master.relateException(change);
    const at = change.recurrenceId.toUnixTime();
    if (at < to) unused.add(change);
  }

  const seconds = (time) => {
    // A date begins at midnight of the one zone of the file.
    if (!time.isDate) return time.toUnixTime();
    const zone = calendar.getFirstSubcomponent("vtimezone").getFirstPropertyValue("tzid");
    const t = ICAL.Time.fromData(
      { year: time.year, month: time.month, day: time.day, hour: 0, minute: 0, second: 0 },
      ICAL.TimezoneService.get(zone),
    );
    return t.toUnixTime();
  };
  const found = [];
  const take = (item, start, end) => {
    let over = seconds(end);
    const begin = seconds(start);
    if (over === begin) {
      // Without a length it goes on until its day is over.
      const day = start.clone();
      day.adjust(1, 0, 0, 0);
      day.isDate = true;
      over = seconds(day);
    }
    if (begin >= to || over <= from) return;
    const status = item.component.getFirstPropertyValue("status");
    const told = (time) => (time.isDate ? time.toString() : time.toUnixTime());
    found.push([told(start), told(end), start.isDate, item.summary, status === "CANCELLED", item.location ?? ""]);
  };
  for (const event of masters.values()) {
    if (!event.isRecurring()) {
      take(event, event.startDate, event.endDate);
      continue;
    }
    const iterator = event.iterator();
    for (let next = iterator.next(); next; next = iterator.next()) {
      if (seconds(next) > to + far) break;
      const details = event.getOccurrenceDetails(next);
      unused.delete(details.item);
      take(details.item, details.startDate, details.endDate);
    }
  }
  if (unused.size > 0) {
    const [one] = unused;
    throw new Error(`${one.uid} has no occurrence at ${one.recurrenceId}, which is changed`);
  }
  return found;
}

const results = JSON.parse(input).map((file) => {
  try {
    return { found: expand(file) };
  } catch (error) {
    return { error: String(error.stack ?? error) };
  }
});
process.stdout.write(JSON.stringify(results));
