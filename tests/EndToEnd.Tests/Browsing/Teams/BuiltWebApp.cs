using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Browsing.Teams;

/// <summary>The web app as it is published: built, and served by the API. The API's headers say which sites may frame it; the development server sends no such headers.</summary>
internal static class BuiltWebApp
{
    public static Task BuildAsync(string folder, CancellationToken cancellationToken) =>
        Shell.RunAsync("npm", ["run", "build", "--", "--outDir", folder, "--emptyOutDir", "--logLevel", "error"], TestPaths.WebFolder, cancellationToken);

    public static void Serve(IDistributedApplicationTestingBuilder builder, string folder)
    {
        var api = (ProjectResource)builder.Resources.Single(resource => resource.Name == "calendar-api");
        builder.CreateResourceBuilder(api).WithEnvironment("ASPNETCORE_WEBROOT", folder);
    }
}
