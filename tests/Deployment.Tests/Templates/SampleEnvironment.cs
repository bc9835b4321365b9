namespace Deployment.Tests.Templates;

/// <summary>The values that azd has for a deployment: <c>eng/sample.env</c>.</summary>
internal static class SampleEnvironment
{
    public static Dictionary<string, string?> Read() => File.ReadLines(RepositoryFolder.PathOf("eng", "sample.env"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split('=', 2))
        .ToDictionary(parts => parts[0], parts => (string?)parts[1], StringComparer.Ordinal);
}
