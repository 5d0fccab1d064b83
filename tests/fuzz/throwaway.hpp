#pragma once

#include "runlog/system/surroundings.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace runlog::fuzz {

using Words = std::vector<std::string>;

/// How a command ended, and what it said.
struct Told {
    int status = 0;
    std::string out;
    std::string err;
};

/// The whole program in this process, on a log of its own in a folder that goes when the process ends. Other programs
/// are out of its reach: PATH names an empty folder, and mail is taken by a program that does nothing.
class Throwaway {
public:
    Throwaway();
    Throwaway(const Throwaway&) = delete;
    Throwaway& operator=(const Throwaway&) = delete;
    ~Throwaway();

    /// The log as it was at first, with a group, its people, sessions and runs, and no other file.
    void begin_again();

    Told run(const Words& words, const std::string& input = "day,distance_m\n2026-11-19,5000\n") const;

    /// What is told to a terminal of that many columns, with or without Unicode.
    void use_terminal(int width, bool unicode);

    const system::Surroundings& around() const { return around_; }

private:
    void fill() const;

    std::filesystem::path folder_;
    system::Surroundings around_;
    int out_;
    int err_;
};

/// Whether the command stays within the throw-away folder: it names no other log and no program of its own, and a
/// command that takes a file names one without a folder.
bool stays_here(const Words& words);

/// A line for each command, its words divided by tabs, which every other character may stand in.
std::vector<Words> commands_in(std::string_view text);

} // namespace runlog::fuzz
