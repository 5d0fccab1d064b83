#pragma once

#include "runlog/system/output.hpp"
#include "runlog/system/surroundings.hpp"

#include <istream>
#include <string>
#include <vector>

namespace runlog::cli {

/// The streams of one command.
struct Streams {
    std::istream& in;
    system::Output& out;
    system::Output& err;
};

/// Runs the command that `arguments` (without the program's name) spell, from its words to its exit status: 0 done or
/// yes, 1 no, 2 trouble (DESIGN §5). Everything that can go wrong has been told on `streams.err` when it returns.
int run_program(const std::vector<std::string>& arguments, const system::Surroundings& around, Streams streams);

/// Reads the surroundings of this process and runs the command: all that main does.
int run_process(int argc, char** argv);

} // namespace runlog::cli
