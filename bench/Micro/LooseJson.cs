using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bench.Micro;

/// <summary>A push whose type is another program's: only its bytes matter here.</summary>
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class LooseJson : JsonSerializerContext;
