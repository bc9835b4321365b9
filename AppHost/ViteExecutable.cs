namespace AppHost;

/// <summary>
/// Stands in for Aspire.Hosting.JavaScript where only Aspire's core can be restored (AspirePackages=core): npm as a plain executable,
/// the packages installed before it, and the port passed as <c>AddViteApp</c> does.
/// </summary>
internal static class ViteExecutable
{
    public static IResourceBuilder<ExecutableResource> AddViteApp(this IDistributedApplicationBuilder builder, string name, string appDirectory)
    {
        var packages = builder.AddExecutable($"{name}-packages", "npm", appDirectory, "install");
        var app = builder.AddExecutable(name, "npm", appDirectory, "run", "dev")
            .WithHttpEndpoint(env: "PORT")
            .WaitForCompletion(packages);

        return app.WithArgs(context =>
        {
            context.Args.Add("--");
            context.Args.Add("--port");
            context.Args.Add(app.GetEndpoint("http").Property(EndpointProperty.TargetPort));
        });
    }
}
