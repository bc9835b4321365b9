using CalendarStore.Hosting;
using NotificationService;
using NotificationService.Health;
using NotificationService.Nudging;
using ServiceDefaults;
using SignalRService;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddCalendarStore("calendar");
// The client must not retry: the worker retries in its own rhythm, and retries of the client would hide failures from it. A doubled push is harmless.
builder.AddSignalRService("signalr", options => (options.MaxRetries, options.RequestTimeout) = (0, TimeSpan.FromSeconds(5)));
builder.AddNotifications();
builder.AddNudges();

var app = builder.Build();
app.MapDefaultEndpoints();
app.UseHttpRules();
app.MapHealthDetails();
app.MapNudges();
return await app.RunServiceAsync();
