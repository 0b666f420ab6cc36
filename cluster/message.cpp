#include "cluster/message.hpp"

#include <utility>

namespace komuna {
namespace {

constexpr std::size_t head = 9;  // a letter and eight bytes, lowest first

}  // namespace

std::string bytes_of(const Message& message) {
  std::string bytes;
  bytes.reserve(head + message.body.size());
  bytes += static_cast<char>(message.kind);
  auto number = static_cast<std::uint64_t>(message.number);
  for (std::size_t k = 1; k < head; ++k, number >>= 8U) bytes += static_cast<char>(number & 0xFFU);
  return bytes += message.body;
}

Message message_of(std::string bytes) {
  Message message;
  if (bytes.size() < head) return message;
  message.kind = static_cast<Message::Kind>(bytes.front());
  std::uint64_t number = 0;
  for (std::size_t k = head; k-- > 1;) number = number << 8U | static_cast<unsigned char>(bytes[k]);
  message.number = static_cast<std::int64_t>(number);
  bytes.erase(0, head);
  message.body = std::move(bytes);
  return message;
}

std::string body_of(const WorkOrder& order) {
  return order.kind + '\n' + order.program + '\n' + order.description;
}

WorkOrder work_order_of(std::string_view body) {
  const std::size_t kind = body.find('\n');
  const std::size_t program = kind == std::string_view::npos ? kind : body.find('\n', kind + 1);
  if (program == std::string_view::npos) return {};
  return {std::string(body.substr(0, kind)), std::string(body.substr(program + 1)),
          std::string(body.substr(kind + 1, program - kind - 1))};
}

}  // namespace komuna
