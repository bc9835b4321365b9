namespace AppHost;

/// <summary>The counterpart of <c>AzureResources.cs</c> where Aspire's packages are not at hand: there are no Azure resources, and asking for them is an error.</summary>
internal static class AzureResources
{
    public static IResourceBuilder<IResourceWithConnectionString>? AddSignalR(IDistributedApplicationBuilder builder, string name) => None(builder, name, "SignalR:Run");

    public static IResourceBuilder<IResourceWithConnectionString>? AddCalendarData(IDistributedApplicationBuilder builder, string name) => None(builder, name, "Data:Run");

    private static IResourceBuilder<IResourceWithConnectionString>? None(IDistributedApplicationBuilder builder, string name, string setting) =>
        builder.Configuration[setting] is "container"
            ? throw new DistributedApplicationException($"'{setting}' asks for '{name}' in a container: that needs Aspire's packages (build with AspirePackages=true).")
            : null;
}
