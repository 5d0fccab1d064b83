#pragma once

#include "runlog/formats/read_run.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// What one field of a row means, whatever the format around it; private to formats.
namespace runlog::formats {

/// Why a field cannot be read; caught where its place is known.
struct BadField : std::runtime_error {
    BadField(std::string_view field, const std::string& why) : std::runtime_error(why), where(field) {}
    std::string where;
};

/// The columns of runlog CSV in their order.
const std::vector<std::string_view>& field_names();

/// Puts the text of one field into `read`. An empty text means absent. Throws BadField.
void set_field(ReadRun& read, std::string_view field, std::string_view text);

/// Checks what no single field can: a day, and a distance or a duration. Throws BadField.
void finish(ReadRun& read);

/// The text of one field of `run`; empty for absent.
std::string field_text(const Run& run, std::string_view field);

} // namespace runlog::formats
