using System.Reflection;

namespace Deployment.Tests.Templates;

/// <summary>The Bicep CLI that the build restored.</summary>
internal static class BicepProgram
{
    public static readonly string Path = typeof(BicepProgram).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "BicepPath").Value!;
}
