using System.Reflection;

namespace Tests;

/// <summary>The checked-out tree. Compiled into each test project; the build writes the path into the assembly.</summary>
internal static class RepositoryFolder
{
    public static readonly string Root = typeof(RepositoryFolder).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);
}
