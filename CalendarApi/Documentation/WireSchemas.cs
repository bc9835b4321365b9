using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace CalendarApi.Documentation;

/// <summary>Makes the schemas say what is on the wire, where they are derived from the types of C# alone. Clients generate their types from them.</summary>
internal static class WireSchemas
{
    /// <summary>The suffix of the types that are sent. Bodies that are received may have nulls.</summary>
    private const string Sent = "Json";

    public static void Describe(IDictionary<string, IOpenApiSchema> schemas)
    {
        foreach (var (name, schema) in schemas)
        {
            if (name.EndsWith(Sent, StringComparison.Ordinal) && schema is OpenApiSchema { Properties: { } properties } sent)
            {
                foreach (var (member, value) in properties.ToArray())
                {
                    properties[member] = Describe(sent, member, value);
                }
            }
        }
    }

    private static IOpenApiSchema Describe(OpenApiSchema sent, string member, IOpenApiSchema value)
    {
        // Members without a value are left out, so they are optional and never null.
        if (value is OpenApiSchema { Type: { } type } nullable && type.HasFlag(JsonSchemaType.Null))
        {
            nullable.Type = type & ~JsonSchemaType.Null;
            sent.Required?.Remove(member);
        }
        else if (value is OpenApiSchema { OneOf: [{ Type: JsonSchemaType.Null }, var other] })
        {
            sent.Required?.Remove(member);
            return other;
        }
        else if (member == "deleted" && value is OpenApiSchema deleted)
        {
            // Only tombstones have it, and it tells them from items.
            deleted.Enum = [JsonValue.Create(true)];
            (sent.Required ??= new HashSet<string>(StringComparer.Ordinal)).Add(member);
        }

        return value;
    }
}
