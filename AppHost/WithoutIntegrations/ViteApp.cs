namespace AppHost;

/// <summary>
/// Stands in for Aspire.Hosting.JavaScript where it cannot be restored: a Vite development server, its npm packages installed before it starts,
/// the port passed as the real <c>AddViteApp</c> passes it.
/// </summary>
internal static class ViteApp
{
    public static IResourceBuilder<ExecutableResource> AddViteApp(this IDistributedApplicationBuilder builder, string name, string appDirectory)
    {
        // Vite itself rather than `npm run dev`: npm does not pass the signal to stop on to what it has started.
        var app = builder.AddExecutable(name, "node", appDirectory, "node_modules/vite/bin/vite.js")
            .WithEnvironment("NODE_ENV", "development")
            .WithHttpEndpoint(env: "PORT");

        return app.WithArgs(context =>
        {
            context.Args.Add("--port");
            context.Args.Add(app.GetEndpoint("http").Property(EndpointProperty.TargetPort));
        });
    }

    public static IResourceBuilder<ExecutableResource> WithNpm(
        this IResourceBuilder<ExecutableResource> app, bool install = true, string installCommand = "install", string[]? installArgs = null)
    {
        if (!install)
        {
            return app;
        }

        var installer = app.ApplicationBuilder
            .AddExecutable($"{app.Resource.Name}-installer", "npm", app.Resource.WorkingDirectory, [installCommand, .. installArgs ?? []])
            .WithParentRelationship(app.Resource);
        return app.WaitForCompletion(installer);
    }
}
