#pragma once

#include "in_company.hpp"

/// How running together is told to people.
namespace runlog::cli {

/// What all of an answer shares.
struct Told {
    const People& people;
    Day since;
    Day today;
    Unit unit;
};

/// `Since Fri 21 Nov 2025: 31 runs together, 80 alone.`
std::string counts_sentence(const Told& told, const InCompany& one);

/// What became of one member's runs, and the runs that were held against each other.
void print_reasons(Context& context, const Told& told, const InCompany& one);

/// One member: the difference in a sentence, and with whom they run.
void print_one(Context& context, const Told& told, const InCompany& one, bool is_reader, bool why);

/// Several: a line for each, by name.
void print_all(Context& context, const Told& told, const std::vector<InCompany>& members, bool why);

void print_duos(Context& context, const Told& told, const std::vector<Duo>& duos);

void print_long_alone(Context& context, const Told& told, const std::vector<LongAlone>& all);

} // namespace runlog::cli
