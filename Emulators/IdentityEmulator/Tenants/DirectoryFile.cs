using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdentityEmulator.Tenants;

/// <summary>
/// Reads the directory: the built-in sample, or the file that <see cref="IdentityEmulatorOptions.DirectoryFile"/> names.
/// <code>{ "tenants": [ { "id": "aaaa…", "name": "Contoso", "domain": "contoso.example", "users": [ { "id": "…", "name": "Adele Vance", "userName": "adele@contoso.example" } ] } ] }</code>
/// </summary>
internal sealed partial record DirectoryFile
{
    public required IReadOnlyList<Tenant> Tenants { get; init; }

    /// <exception cref="InvalidOperationException">The file is missing, not JSON of this shape, or contradicts itself.</exception>
    public static SampleDirectory Read(string? path)
    {
        try
        {
            using var stream = path is null ? BuiltIn() : File.OpenRead(path);
            var file = JsonSerializer.Deserialize(stream, DirectoryJson.Default.DirectoryFile);
            return new SampleDirectory(file?.Tenants ?? []);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InvalidOperationException($"The directory file '{path}' cannot be used: {problem.Message}", problem);
        }
    }

    private static Stream BuiltIn() =>
        typeof(DirectoryFile).Assembly.GetManifestResourceStream("directory.json")
        ?? throw new InvalidOperationException("The built-in directory is missing from the assembly.");

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
    [JsonSerializable(typeof(DirectoryFile))]
    private sealed partial class DirectoryJson : JsonSerializerContext;
}
