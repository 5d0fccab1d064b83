// Reads an iCalendar file with libical and tells each event: its start and end in UTC, its status, uid and summary.
// Times are worked out by the zones that the file itself describes. Ends with 1 where libical finds an error.

#include <libical/ical.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

namespace {

/// The moment that a property names, by the zone of its TZID as the file describes it.
std::string moment(icalcomponent* calendar, icalproperty* property) {
    icaltimetype time = icalproperty_get_datetime_with_component(property, calendar);
    const char* name = icalproperty_get_parameter_as_string(property, "TZID");
    icaltimezone* zone = name ? icalcomponent_get_timezone(calendar, name) : icaltimezone_get_utc_timezone();
    if (!zone) return "no such zone";
    time = icaltime_convert_to_zone(icaltime_set_timezone(&time, zone), icaltimezone_get_utc_timezone());
    return icaltime_as_ical_string(time);
}

std::string text(icalcomponent* event, icalproperty_kind kind) {
    icalproperty* property = icalcomponent_get_first_property(event, kind);
    return property ? icalproperty_get_value_as_string(property) : "";
}

} // namespace

int main(int argc, char** argv) {
    std::ifstream file(argc > 1 ? argv[1] : "");
    std::ostringstream all;
    all << file.rdbuf();
    icalcomponent* calendar = icalparser_parse_string(all.str().c_str());
    if (!calendar || icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT) {
        std::cerr << "no calendar\n";
        return 1;
    }
    icalcomponent_strip_errors(calendar);
    const bool valid = icalrestriction_check(calendar) != 0 && icalcomponent_count_errors(calendar) == 0;
    for (icalcomponent* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        icalproperty* start = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
        icalproperty* end = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY);
        std::cout << moment(calendar, start) << '\t' << moment(calendar, end) << '\t'
                  << text(event, ICAL_STATUS_PROPERTY) << '\t' << text(event, ICAL_UID_PROPERTY) << '\t'
                  << text(event, ICAL_SUMMARY_PROPERTY) << '\n';
    }
    icalcomponent_free(calendar);
    if (!valid) std::cerr << "libical does not accept it\n";
    return valid ? 0 : 1;
}
