namespace AppHost;

/// <summary>
/// Replaces Aspire.Hosting.JavaScript where it cannot be restored: a Vite development server, whose npm packages are installed before it starts
/// and which gets its port in the same way as from the real <c>AddViteApp</c>.
/// </summary>
internal static class ViteApp
{
    public static IResourceBuilder<ExecutableResource> AddViteApp(this IDistributedApplicationBuilder builder, string name, string appDirectory)
    {
        // Vite itself instead of `npm run dev`: npm does not forward the stop signal to its child process.
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
