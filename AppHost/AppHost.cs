using System.Globalization;
using System.Security.Cryptography;
using AppHost;
using Microsoft.Extensions.DependencyInjection;

// The system on one page: what runs, what is wired to what, and why.
// No program waits for another to start: each copes with the others being unavailable, as it has to in Azure.
var builder = DistributedApplication.CreateBuilder(args);
var isLocal = builder.ExecutionContext.IsRunMode;
var azure = new AzureResources(builder);

// Stored beside the sources: the next start finds the calendars again. Delete the folder to start with an empty store.
var database = Path.GetFullPath(builder.Configuration["Data:Path"] ?? ".data/calendar.db", Path.Combine(builder.AppHostDirectory, ".."));
var dataFolder = Path.GetDirectoryName(database)!;

// The store and its change feed: Cosmos DB in Azure. Otherwise the store of a given connection string, or one SQLite file that the API and the worker both open.
var connection = builder.Configuration["Data:Connection"] ?? $"Data Source={database}";
var calendar = azure.AddCalendarData("calendar")
    ?? builder.AddConnectionString("calendar", ReferenceExpression.Create($"{connection}"));

// Connects the worker with the clients: Azure SignalR Service in serverless mode, or our emulator of it with a key for this run.
var signalr = azure.AddSignalR("signalr");
if (signalr is null)
{
    var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    var emulator = builder.AddService<Projects.SignalREmulator>("signalr-emulator")
        .WithEnvironment("SignalREmulator__AccessKey", key);

    signalr = builder.AddConnectionString("signalr", ReferenceExpression.Create($"Endpoint={emulator.GetEndpoint("http")};AccessKey={key};Version=1.0;"));
}

// The front end's API. It serves the calendars, and negotiates for clients through SignalR's REST API. It creates the store if there is none.
var calendarApi = builder.AddService<Projects.CalendarApi>("calendar-api")
    .WithReference(calendar)
    .WithReference(signalr)
    .WithExternalHttpEndpoints();

// Follows the change feed and pushes. Several instances share the tenants.
var notificationService = builder.AddService<Projects.NotificationService>("notification-service")
    .WithReplicas(int.Parse(builder.Configuration["Notifications:Instances"] ?? "1", CultureInfo.InvariantCulture))
    .WithReference(calendar)
    .WithReference(signalr);

if (isLocal)
{
    // Replaces Entra ID, with sample tenants. Its signing key is kept, so that a sign-in survives a restart.
    var identity = builder.AddService<Projects.IdentityEmulator>("identity")
        .WithEnvironment("IdentityEmulator__KeyFile", Path.Combine(dataFolder, "identity-key.json"));

    // Tokens of any tenant are accepted ("organizations"). The API reads the signing keys from the emulator when the first token arrives.
    calendarApi
        .WithEnvironment("AzureAd__Instance", $"{identity.GetEndpoint("http")}/")
        .WithEnvironment("AzureAd__TenantId", "organizations")
        .WithEnvironment("AzureAd__ClientId", "ca1e0da2-0000-4000-8000-000000000001");

    // With a store whose change feed is polled (Cosmos DB), the API nudges the worker after each write.
    calendarApi.WithReference(notificationService).WithEnvironment("Nudges__Address", "http://notification-service");
}
else
{
    // Entra ID issues the users' tokens for the API, and the API's own token for its nudges to the worker. Azure/ has settings, roles, probes and scaling.
    var application = builder.AddParameter("entra-client-id");
    calendarApi.WithEnvironment("AzureAd__ClientId", application);
    azure.Publish(calendarApi, notificationService, application);
}

// The web app, from its sources; it forwards /api to the API. When published, the API serves it. Tests of C# parts run without it ("none").
if (isLocal && builder.Configuration["CalendarWeb:Run"] is not "none")
{
    var packages = Path.Combine(builder.AppHostDirectory, "../CalendarWeb");
    builder.AddViteApp("calendar-web", "../CalendarWeb")
        .WithNpm(install: NpmPackages.AreMissing(packages), installCommand: "ci", installArgs: ["--no-audit", "--no-fund"])
        .WithReference(calendarApi)
        .WithExternalHttpEndpoints()
        .WithHttpHealthCheck("/");
}

builder.Services.AddHostedService<StartupReport>();
builder.Build().Run();
