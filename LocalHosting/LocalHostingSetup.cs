using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LocalHosting.Dashboard;
using LocalHosting.Health;
using LocalHosting.JavaScript;
using LocalHosting.Orchestration;
using LocalHosting.Output;
using LocalHosting.Ports;
using LocalHosting.Processes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalHosting;

internal static class LocalHostingSetup
{
    /// <summary>Adds what runs the resources.</summary>
    public static void AddLocalHosting(this HostApplicationBuilder builder, IResourceCollection resources, DistributedApplicationExecutionContext executionContext, AppHostFacts facts)
    {
        var services = builder.Services;
        services.AddOptions<LocalHostingOptions>().BindConfiguration(LocalHostingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        // Stopping waits for every program's grace period, one row of dependents after the other.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMinutes(2));
        // What the host has to say it says itself, in one voice with its programs.
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(facts);
        services.AddSingleton(resources);
        services.AddSingleton(executionContext);
        services.AddSingleton(_ => new ResourceNotificationService { DefaultWaitBehavior = facts.IsTest ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable });
        services.AddSingleton(provider => new ResourceLoggerService(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ResourceCommandService(provider.GetRequiredService<Orchestrator>()));

        services.AddSingleton<PortAllocation>();
        services.AddSingleton<HttpProber>();
        services.AddSingleton<OrphanGuardHolder>();
        services.AddSingleton<PackageInstaller>();
        services.AddSingleton<ProcessPlanner>();
        services.AddSingleton<ProcessRunner>();
        services.AddSingleton<Orchestrator>();
        services.AddSingleton(_ => new TerminalOutput(facts.IsTest ? TextWriter.Null : Console.Out, TerminalOutput.WantsColour, resources.Select(resource => resource.Name.Length).DefaultIfEmpty().Max()));
        services.AddSingleton<IResourceEcho>(provider => facts.IsTest
            ? new LoggerEcho(provider.GetRequiredService<ILoggerFactory>(), facts.Name)
            : provider.GetRequiredService<TerminalOutput>());
        services.AddSingleton<InstanceRegister>();

        services.AddSingleton<DashboardEndpoints>();
        services.AddSingleton<AspireCli>();
        services.AddSingleton<DashboardProcess>();

        // In this order: the dashboard can ask from the moment it starts. They stop in the reverse order, so it shows the end as well.
        services.AddHostedService<ResourceServiceHost>();
        services.AddHostedService(provider => provider.GetRequiredService<DashboardProcess>());
        services.AddHostedService(provider => provider.GetRequiredService<Orchestrator>());
        if (!facts.IsTest)
        {
            services.AddHostedService<StartupSummary>();
            services.AddHostedService<LauncherWatch>();
        }
    }
}
