using System.Reflection;

namespace Deployment.Tests.Templates;

/// <summary>The checked-out tree, and the Bicep CLI that the build restored.</summary>
internal static class Repository
{
    public static readonly string Root = Metadata("RepositoryRoot");

    public static readonly string Bicep = Metadata("BicepPath");

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Metadata(string key) => typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
