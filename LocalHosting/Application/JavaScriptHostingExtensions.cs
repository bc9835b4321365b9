using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.JavaScript;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Adds programs that npm runs.</summary>
public static class JavaScriptHostingExtensions
{
    /// <summary>A program run by a script of its package.json; its packages are installed first, if they are not.</summary>
    /// <param name="appDirectory">Relative to the AppHost's folder.</param>
    public static IResourceBuilder<JavaScriptAppResource> AddJavaScriptApp(this IDistributedApplicationBuilder builder, string name, string appDirectory, string runScriptName = "dev")
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddScript(new JavaScriptAppResource(name, "npm", Path.GetFullPath(appDirectory, builder.AppHostDirectory)), runScriptName);
    }

    /// <summary>A Vite development server. It is told its port by <c>--port</c> and PORT.</summary>
    /// <inheritdoc cref="AddJavaScriptApp" />
    public static IResourceBuilder<ViteAppResource> AddViteApp(this IDistributedApplicationBuilder builder, string name, string appDirectory, string runScriptName = "dev")
    {
        ArgumentNullException.ThrowIfNull(builder);
        var vite = builder.AddScript(new ViteAppResource(name, "npm", Path.GetFullPath(appDirectory, builder.AppHostDirectory)), runScriptName)
            .WithHttpEndpoint(env: "PORT");
        return vite.WithArgs(context =>
        {
            context.Args.Add("--");
            context.Args.Add("--port");
            context.Args.Add(vite.GetEndpoint("http").Property(EndpointProperty.TargetPort));
        });
    }

    private static IResourceBuilder<T> AddScript<T>(this IDistributedApplicationBuilder builder, T resource, string runScriptName)
        where T : JavaScriptAppResource
        => builder.AddResource(resource)
            .WithEnvironment("NODE_ENV", builder.Environment.IsDevelopment() ? "development" : "production")
            .WithArgs("run", runScriptName);
}
