#include "fuzz/throwaway.hpp"

#include "fuzz/property.hpp"
#include "runlog/cli/program.hpp"
#include "runlog/system/zones.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <sstream>

namespace fs = std::filesystem;

namespace runlog::fuzz {

namespace {

constexpr std::string_view story = //
    "member\tadd\tanna\t--name\tAnna Smith\t--email\tanna@example.org\t--zone\tAmerica/Los_Angeles\n"
    "member\tadd\tzoë\t--name\tZoë 走る\n"
    "group\tadd\tmomma\t--title\tRun Momma Run\n"
    "group\tjoin\tmomma\tme\tanna\t--from\t2026-09-01\n"
    "group\tjoin\tmomma\tzoë\t--remote\t--commit\t2/week\t--from\t2026-09-01\n"
    "session\tadd\tmomma\tTrail run\t--every\ttue,sat\t--at\t6:00\t--length\t90m\t--from\t2026-10-01\n"
    "session\tcancel\tmomma/2026-11-24\t--why\tice\n"
    "plan\t4/week\t--least\t1mi\t--from\t2026-10-01\n"
    "away\t2026-11-02\t2026-11-04\t--why\tinjury\t--for\tanna\n"
    "add\t5mi\t45:10\t--on\t2026-11-17 06:00\t--with\tanna\t--tag\tdark\t--note\tice, \"and\" snow\n"
    "add\t10k\t--on\t2026-11-20\t--private\n"
    "promise\tmomma/2026-11-28\n";

/// On memory where the system has a file system there: every command writes to the disk, and waits for it.
fs::path made_folder() {
    const fs::path memory = "/dev/shm";
    std::string path = (fs::is_directory(memory) ? memory : fs::temp_directory_path()) / "runlog-fuzz-XXXXXX";
    require(::mkdtemp(path.data()) != nullptr, "there is a place for a log");
    return path;
}

/// What was written to a file in memory, which is empty afterwards.
std::string taken(int file) {
    std::string text(static_cast<std::size_t>(::lseek(file, 0, SEEK_END)), '\0');
    const auto size = ::pread(file, text.data(), text.size(), 0);
    require(size == static_cast<ssize_t>(text.size()), "what was written can be read");
    require(::ftruncate(file, 0) == 0 && ::lseek(file, 0, SEEK_SET) == 0, "it can be forgotten");
    return text;
}

} // namespace

Throwaway::Throwaway() : folder_(made_folder()), out_(::memfd_create("out", 0)), err_(::memfd_create("err", 0)) {
    std::signal(SIGPIPE, SIG_IGN);
    ::setenv("PATH", (folder_ / "programs").c_str(), 1);
    fs::current_path(folder_);
    around_.now = date::sys_days{date::year{2026} / 11 / 21} + std::chrono::hours{13};
    around_.zone = system::find_zone("Europe/Berlin", Zone{});
    around_.default_log = folder_ / "log" / "runlog.db";
    around_.settings = folder_ / "settings";
    around_.sendmail = "/bin/true";
    around_.terminal = true;
    around_.login = [] { return system::Login{"sam", "Sam Jones"}; };
    fill();
}

Throwaway::~Throwaway() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

void Throwaway::fill() const {
    for (const auto& words : commands_in(story)) require(run(words).status == 0, "the story can be told");
    fs::rename(folder_ / "log", folder_ / "first");
}

void Throwaway::begin_again() {
    for (const auto& entry : fs::directory_iterator(folder_))
        if (entry.path().filename() != "first") fs::remove_all(entry.path());
    fs::copy(folder_ / "first", folder_ / "log", fs::copy_options::recursive);
}

void Throwaway::use_terminal(int width, bool unicode) {
    around_.width = width;
    around_.unicode = unicode;
}

Told Throwaway::run(const Words& words, const std::string& input) const {
    std::istringstream in(input);
    system::Output out(out_);
    system::Output err(err_);
    const int status = cli::run_program(words, around_, {in, out, err});
    return {status, taken(out_), taken(err_)};
}

bool stays_here(const Words& words) {
    const bool takes_file = std::any_of(words.begin(), words.end(), [](const auto& word) {
        return word == "backup" || word == "restore" || word == "import";
    });
    return std::none_of(words.begin(), words.end(), [&](const auto& word) {
        return word.starts_with("--db") || word.starts_with("--exec") ||
               (takes_file && (word.find('/') != std::string::npos || word == ".."));
    });
}

std::vector<Words> commands_in(std::string_view text) {
    std::vector<Words> commands;
    for (const auto& line : split(text, '\n'))
        if (!line.empty()) commands.push_back(split(line, '\t'));
    return commands;
}

} // namespace runlog::fuzz
