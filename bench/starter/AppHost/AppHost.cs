using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = DistributedApplication.CreateBuilder(args);

var api = builder.AddProject<Projects.Starter_ApiService>("apiservice").WithHttpHealthCheck("/health");
builder.AddProject<Projects.Starter_Web>("webfrontend")
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithReference(api)
    .WaitFor(api);

var app = builder.Build();
await app.StartAsync();

// The one thing that the usual starter has not: it says when all is healthy, for bench to read.
var notifications = app.Services.GetRequiredService<ResourceNotificationService>();
foreach (var resource in (string[])["apiservice", "webfrontend"])
{
    await notifications.WaitForResourceHealthyAsync(resource);
}

Console.WriteLine("Everything is up.");
await ((IHost)app).WaitForShutdownAsync();
