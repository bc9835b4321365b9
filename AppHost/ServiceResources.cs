using System.Reflection;

namespace AppHost;

internal static class ServiceResources
{
    /// <summary>
    /// Adds one of our programs. It listens on a port that is free at the moment (a launch profile's port is fixed, and two copies of the system could not run
    /// side by side), in this host's environment, and is healthy once <c>/health</c> says so, which every service has from ServiceDefaults.
    /// </summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        var service = builder.AddProject<TProject>(name, options => options.ExcludeLaunchProfile = true)
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health");

        return builder.ExecutionContext.IsRunMode
            ? service.FromBuiltOutput(new TProject().ProjectPath)
                .WithEnvironment("ASPNETCORE_ENVIRONMENT", builder.Environment.EnvironmentName)
                // In milliseconds. At Ctrl+C the dashboard ends first, and a program that ends would otherwise try for five seconds to send it the rest.
                .WithEnvironment("OTEL_EXPORTER_OTLP_TIMEOUT", "1000")
            : service;
    }

    /// <summary>
    /// Starts the program that the build has left, instead of <c>dotnet run --no-build</c>: that evaluates the project first, which costs a second of CPU for each
    /// program, and its process id is not the program's. A debugger (an IDE's session) and <c>dotnet watch</c> start programs in their own way, so they keep it.
    /// </summary>
    private static IResourceBuilder<ProjectResource> FromBuiltOutput(this IResourceBuilder<ProjectResource> service, string projectPath)
    {
        var configuration = service.ApplicationBuilder.Configuration;
        var program = BuiltProgram(Path.GetFileNameWithoutExtension(projectPath));
        return configuration["DEBUG_SESSION_PORT"] is not null || configuration["DOTNET_WATCH"] is not null || !File.Exists(program)
            ? service
            : service
                .WithAnnotation(new ExecutableAnnotation { Command = "dotnet", WorkingDirectory = Path.GetDirectoryName(projectPath)! })
                .WithArgs("exec", program);
    }

    /// <summary>All outputs of a build lie side by side, in <c>artifacts/bin/{project}/{configuration}</c>.</summary>
    private static string BuiltProgram(string project)
    {
        var own = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, $"{project}.dll");
    }
}
