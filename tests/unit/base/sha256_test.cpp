#include "engine/base/sha256.hpp"

#include <catch2/catch.hpp>

using komuna::sha256;

// Known answers of FIPS 180-4 and NIST's examples; 55, 56 and 64 letters are the edges of a block,
// computed with sha256sum.
TEST_CASE("sha256: known answers") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  CHECK(sha256(std::string(55, 'a')) ==
        "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
  CHECK(sha256(std::string(56, 'a')) ==
        "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
  CHECK(sha256(std::string(64, 'a')) ==
        "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
}

TEST_CASE("sha256: pieces of any length give the fingerprint of the whole") {
  std::string text;
  for (int i = 0; i < 500; ++i) text += static_cast<char>('a' + i * 7 % 26);
  for (const std::size_t piece : {1U, 7U, 63U, 64U, 65U, 200U}) {
    komuna::Sha256 digest;
    for (std::size_t at = 0; at < text.size(); at += piece) digest.add(text.substr(at, piece));
    CHECK(digest.hexadecimal() == sha256(text));
    CHECK(digest.hexadecimal() == sha256(text));  // asking does not change it
  }
}
