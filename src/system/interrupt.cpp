#include "runlog/system/interrupt.hpp"

#include <csignal>

namespace runlog::system {

namespace {

// The one thing that a signal may touch.
volatile std::sig_atomic_t asked = 0;

constexpr int polite_signals[] = {SIGINT, SIGTERM, SIGHUP};

void note_signal(int) {
    asked = 1;
}

} // namespace

Interruptible::Interruptible() {
    asked = 0;
    struct sigaction action {};
    action.sa_handler = note_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
    for (const int signal : polite_signals) {
        struct sigaction before {};
        ::sigaction(signal, nullptr, &before);
        // What nohup or a shell's background told to be passed over stays so.
        if (before.sa_handler != SIG_IGN) ::sigaction(signal, &action, nullptr);
    }
}

Interruptible::~Interruptible() {
    for (const int signal : polite_signals) {
        struct sigaction now {};
        ::sigaction(signal, nullptr, &now);
        if (now.sa_handler == note_signal) std::signal(signal, SIG_DFL);
    }
}

bool Interruptible::interrupted() const {
    return asked != 0;
}

} // namespace runlog::system
