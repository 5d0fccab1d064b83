#pragma once

#include "runlog/store/log.hpp"

namespace runlog::store {

/// From here on `log`, which was opened for reading, looks as if private runs, who ran them and their tags had never
/// been recorded: for what is to be published. It holds for everything that is read by it, so that no report can
/// forget it.
void hide_private_runs(const Log& log);

} // namespace runlog::store
