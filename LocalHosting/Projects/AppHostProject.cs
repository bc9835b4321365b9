using System.Reflection;

namespace LocalHosting.Projects;

/// <summary>Where the AppHost's project is; the build writes it into the assembly.</summary>
internal sealed record AppHostProject(string Directory, string? Path, string ToolsDirectory)
{
    private const string PathKey = "apphostprojectpath";
    private const string ToolsKey = "apphosttoolspath";

    public static AppHostProject Of(Assembly? appHost)
    {
        var metadata = appHost?.GetCustomAttributes<AssemblyMetadataAttribute>().ToLookup(attribute => attribute.Key, attribute => attribute.Value);
        var path = metadata?[PathKey].FirstOrDefault();
        var tools = metadata?[ToolsKey].FirstOrDefault() ?? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "LocalHosting");
        return path is not null && File.Exists(path)
            ? new AppHostProject(System.IO.Path.GetDirectoryName(path)!, path, tools)
            : new AppHostProject(System.IO.Directory.GetCurrentDirectory(), Path: null, tools);
    }
}
