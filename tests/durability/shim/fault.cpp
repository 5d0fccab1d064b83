#include "fault.hpp"

#include "watch.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <sstream>

namespace disk {

namespace {

struct Fault {
    long number = 0; ///< of the call, from 1; none at 0
    std::string kind;
    bool goes_on = false;
};

Fault wanted() {
    const char* text = std::getenv("DISK_FAULT");
    std::istringstream words(text ? text : "");
    Fault fault;
    std::string how_long;
    words >> fault.number >> fault.kind >> how_long;
    fault.goes_on = how_long == "on";
    return fault;
}

const Fault& fault() {
    static const Fault value = wanted();
    return value;
}

/// Tells at the end how many calls could have been spoiled.
struct Count {
    long value = 0;
    ~Count() { record({.what = "calls", .offset = value}); }
};

bool strikes(const char* call) {
    static Count count;
    const long number = ++count.value;
    if (fault().number == 0 || number < fault().number || (number > fault().number && !fault().goes_on)) return false;
    record({.what = "fault", .name = call});
    if (fault().kind == "kill") ::kill(::getpid(), SIGKILL);
    return true;
}

int error_number() {
    if (fault().kind == "ENOSPC") return ENOSPC;
    if (fault().kind == "EROFS") return EROFS;
    return EIO;
}

} // namespace

bool fails(const char* call, bool changes_something) {
    if (!changes_something && fault().kind != "EIO" && fault().kind != "kill") return false;
    if (fault().kind == "short" || is_unsynced() || !strikes(call)) return false;
    errno = error_number();
    return true;
}

std::size_t length_left(const char* call, std::size_t length) {
    if (fault().kind != "short") return fails(call) ? 0 : length;
    return strikes(call) ? (length + 1) / 2 : length;
}

bool is_unsynced() {
    return fault().kind == "unsynced";
}

} // namespace disk
