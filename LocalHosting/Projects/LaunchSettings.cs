using System.Text.Json;
using Aspire.Hosting;

namespace LocalHosting.Projects;

/// <summary>
/// A project's Properties/launchSettings.json. A sample:
/// <code>
/// { "profiles": { "http": { "commandName": "Project", "applicationUrl": "http://localhost:5180",
///   "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development" } } } }
/// </code>
/// </summary>
internal sealed class LaunchSettings(IReadOnlyList<LaunchProfile> profiles)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <returns>Null where the project has no such file.</returns>
    /// <exception cref="DistributedApplicationException">The file is not JSON.</exception>
    public static LaunchSettings? Read(string projectPath)
    {
        var file = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), Lenient);
            return new LaunchSettings(document.RootElement.TryGetProperty("profiles", out var profiles) ? [.. profiles.EnumerateObject().Where(IsProject).Select(Read)] : []);
        }
        catch (Exception e) when (e is JsonException or UriFormatException)
        {
            throw new DistributedApplicationException($"'{file}' cannot be read: {e.Message}", e);
        }
    }

    /// <param name="name">Null: the first that runs the project.</param>
    public LaunchProfile? Find(string? name) => name is null ? (profiles.Count > 0 ? profiles[0] : null) : profiles.FirstOrDefault(profile => profile.Name == name);

    private static bool IsProject(JsonProperty profile) =>
        profile.Value.TryGetProperty("commandName", out var command) && command.GetString() is "Project";

    private static LaunchProfile Read(JsonProperty profile) => new(
        profile.Name,
        [.. (Text(profile.Value, "applicationUrl") ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(url => new Uri(url))],
        profile.Value.TryGetProperty("environmentVariables", out var variables) ? variables.EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString() ?? string.Empty) : [],
        Text(profile.Value, "commandLineArgs"));

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
