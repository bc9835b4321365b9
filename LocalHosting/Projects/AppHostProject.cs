using System.Reflection;

namespace LocalHosting.Projects;

/// <summary>Where the AppHost's project is; the build writes it into the assembly.</summary>
internal sealed record AppHostProject(string Directory, string? Path)
{
    private const string MetadataKey = "apphostprojectpath";

    public static AppHostProject Of(Assembly? appHost)
    {
        var path = appHost?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == MetadataKey)?.Value;
        return path is not null && File.Exists(path)
            ? new AppHostProject(System.IO.Path.GetDirectoryName(path)!, path)
            : new AppHostProject(System.IO.Directory.GetCurrentDirectory(), null);
    }
}
