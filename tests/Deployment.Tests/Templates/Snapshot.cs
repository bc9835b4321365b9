using System.Text.Json.Nodes;

namespace Deployment.Tests.Templates;

/// <summary>
/// The resources that a parameter file would deploy: Bicep's own forecast (<c>bicep snapshot</c>). Parameters, loops, conditions and modules are evaluated,
/// and only values that Azure alone knows stay expressions.
/// </summary>
internal sealed class Snapshot(JsonNode root)
{
    /// <summary>Stands for the subscription, and for the tenant that it belongs to.</summary>
    public const string Subscription = "00000000-0000-4000-8000-000000000001";

    public IReadOnlyList<JsonNode> Resources { get; } = [.. root["predictedResources"]!.AsArray().Select(resource => resource!)];

    public IReadOnlyList<string> Outputs { get; } = [.. (root["outputs"]?.AsObject() ?? []).Select(output => output.Key)];

    public string Text { get; } = root.ToJsonString();

    public static async Task<Snapshot> OfAsync(string name, string size, CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        // The forecast is written beside the parameter file.
        var copy = Directory.CreateTempSubdirectory("calendar-infra-");
        try
        {
            CopyInto(new DirectoryInfo(RepositoryFolder.PathOf("infra")), copy);
            var environment = SampleEnvironment.Read();
            environment["CALENDAR_SIZE"] = size;
            foreach (var setting in settings)
            {
                environment[setting.Name] = setting.Value;
            }

            string[] arguments =
            [
                "snapshot", Path.Combine(copy.FullName, $"{name}.bicepparam"), "--mode", "overwrite", "--location", "westeurope",
                "--subscription-id", Subscription, "--tenant-id", Subscription, .. name == "main" ? Array.Empty<string>() : ["--resource-group", "rg-sample"],
            ];
            await Shell.RunAsync(BicepProgram.Path, arguments, RepositoryFolder.Root, cancellationToken, environment);
            return new Snapshot(JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(copy.FullName, $"{name}.snapshot.json"), cancellationToken))!);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    public IEnumerable<JsonNode> OfType(string type) => Resources.Where(resource => string.Equals((string?)resource["type"], type, StringComparison.OrdinalIgnoreCase));

    public JsonNode Single(string type) => Assert.Single(OfType(type));

    private static void CopyInto(DirectoryInfo source, DirectoryInfo target)
    {
        foreach (var file in source.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(target.FullName, file.Name));
        }

        foreach (var folder in source.EnumerateDirectories())
        {
            CopyInto(folder, target.CreateSubdirectory(folder.Name));
        }
    }
}
