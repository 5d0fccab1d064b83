#pragma once

#include <filesystem>
#include <string>
#include <string_view>

/// The keys by which devices sign what they say. A device's secret key never leaves its machine.
namespace runlog::share {

/// Throws Error where OpenSSH, which makes keys and checks signatures, is missing on this machine.
void check_openssh();

/// The file with the secret key of a device; `.pub` behind its name has the public one.
std::filesystem::path key_file(const std::filesystem::path& keys, std::string_view device);

/// Makes a key for a device in the folder `keys`, unless it has one, and returns the public one as a roster has it.
/// Both are for their user alone. Whenever it is interrupted, the device has a whole key or none. Throws Error where
/// the folder cannot be written, or OpenSSH is missing.
std::string make_key(const std::filesystem::path& keys, std::string_view device);

/// The public key of a device. Throws Error where it has none.
std::string public_key(const std::filesystem::path& keys, std::string_view device);

/// A public key as 12 letters and digits that can be compared by voice: `7KQF-2MXD-9T0C`, from its SHA-256. Throws
/// Error where it is no key.
std::string code_of(std::string_view public_key);

} // namespace runlog::share
