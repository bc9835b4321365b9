using System.Runtime.InteropServices;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LocalHosting.Processes;

namespace LocalHosting.Projects;

/// <summary>How a project of the solution is started: from what the build of the AppHost has put out, without another build.</summary>
internal static class ProjectCommand
{
    /// <exception cref="DistributedApplicationException">It has not been built.</exception>
    public static ProcessPlan Plan(ProjectResource resource, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var project = resource.Annotations.OfType<IProjectMetadata>().Last();
        var assembly = project.TargetPath ?? throw new DistributedApplicationException($"The build did not say where '{project.ProjectPath}' puts its assembly.");
        if (!File.Exists(assembly))
        {
            throw new DistributedApplicationException($"'{project.ProjectPath}' has not been built: '{assembly}' is missing. Build it, or the AppHost, and read the first error.");
        }

        return new ProcessPlan(DotNet(), [assembly, .. arguments], Path.GetDirectoryName(project.ProjectPath)!, environment);
    }

    /// <summary>The dotnet that runs this process: it has the runtime that the programs were built for, wherever PATH points.</summary>
    private static string DotNet()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var command = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(command) ? command : "dotnet";
    }
}
