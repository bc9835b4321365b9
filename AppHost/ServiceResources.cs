namespace AppHost;

internal static class ServiceResources
{
    /// <summary>
    /// Adds one of our programs: on a port of its own that is free at the moment (a launch profile's would be fixed, and two copies of the system could not run
    /// side by side), in this host's environment, and healthy once <c>/health</c> says so, which every service has from ServiceDefaults.
    /// </summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        var service = builder.AddProject<TProject>(name, options => options.ExcludeLaunchProfile = true)
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health");

        return builder.ExecutionContext.IsRunMode
            ? service.WithEnvironment("ASPNETCORE_ENVIRONMENT", builder.Environment.EnvironmentName)
            : service;
    }
}
