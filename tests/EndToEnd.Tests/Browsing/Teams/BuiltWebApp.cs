using System.Diagnostics;
using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Browsing.Teams;

/// <summary>The web app as it is published: built, and served by the API, whose headers say who may frame it. The development server says nothing of that.</summary>
internal static class BuiltWebApp
{
    public static void Serve(IDistributedApplicationTestingBuilder builder, string folder)
    {
        var root = Path.Combine(folder, "wwwroot");
        using var npm = Process.Start(new ProcessStartInfo("npm", ["run", "build", "--", "--outDir", root, "--emptyOutDir", "--logLevel", "error"])
        {
            WorkingDirectory = TestPaths.WebFolder,
        })!;
        npm.WaitForExit();
        Assert.Equal(0, npm.ExitCode);

        var api = (ProjectResource)builder.Resources.Single(resource => resource.Name == "calendar-api");
        builder.CreateResourceBuilder(api).WithEnvironment("ASPNETCORE_WEBROOT", root);
    }
}
