#pragma once

#include "runlog/formats/history.hpp"

/// The readers behind read_history, each in the file of its name; private to formats. Each reads and throws as
/// read_history says.
namespace runlog::formats {

void read_strava(std::istream& in, const Settled& settled, const RowVisitor& visit);
void read_garmin(std::istream& in, const Settled& settled, const RowVisitor& visit);
void read_runkeeper(std::istream& in, const Settled& settled, const RowVisitor& visit);
void read_gpx(std::istream& in, const RowVisitor& visit);
void read_tcx(std::istream& in, const RowVisitor& visit);
void read_fit(std::istream& in, const RowVisitor& visit);
void read_apple(std::istream& in, const RowVisitor& visit);
void read_running_page(std::istream& in, const RowVisitor& visit);

} // namespace runlog::formats
