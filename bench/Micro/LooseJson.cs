using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bench.Micro;

/// <summary>A push whose type belongs to another program: only its bytes matter here.</summary>
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class LooseJson : JsonSerializerContext;
