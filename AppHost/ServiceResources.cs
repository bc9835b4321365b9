using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace AppHost;

internal static class ServiceResources
{
    /// <summary>
    /// Adds one of our programs. It listens on a free port (a launch profile's port is fixed, so two copies of the system could not run
    /// side by side) and runs in this host's environment. It is healthy once <c>/health</c> says so, which every service has from ServiceDefaults.
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
                // In milliseconds. At Ctrl+C the dashboard ends first, and a program would otherwise try for five seconds to send it the remaining telemetry.
                .WithEnvironment("OTEL_EXPORTER_OTLP_TIMEOUT", "1000")
                .WithoutExportersUnlessSomebodyListens()
            : service;
    }

    /// <summary>
    /// Without a dashboard (in tests and in the bench) Aspire names an address where nobody listens. Each program would then try each second to
    /// send its traces, metrics and logs there, fail, and keep them for another try: work that no real system has.
    /// </summary>
    private static IResourceBuilder<ProjectResource> WithoutExportersUnlessSomebodyListens(this IResourceBuilder<ProjectResource> service) =>
        service.WithEnvironment(context =>
        {
            if (context.ExecutionContext.Services.GetRequiredService<DistributedApplicationOptions>().DisableDashboard)
            {
                context.EnvironmentVariables.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
            }
        });

    /// <summary>
    /// Starts the built program instead of <c>dotnet run --no-build</c>, which evaluates the project first (a second of CPU per
    /// program) and whose process id is not the program's. A debugger (an IDE's session) and <c>dotnet watch</c> keep their own way of starting programs.
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

    /// <summary>The build puts all outputs side by side, in <c>artifacts/bin/{project}/{configuration}</c>.</summary>
    private static string BuiltProgram(string project)
    {
        var own = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, $"{project}.dll");
    }
}
