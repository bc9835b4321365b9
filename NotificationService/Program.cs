using CalendarStore.Hosting;
using NotificationService;
using NotificationService.Health;
using NotificationService.Nudging;
using ServiceDefaults;
using SignalRService;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddCalendarStore("calendar");
// A push may come twice, and the worker repeats it in its own rhythm: the client's own repetitions would hide failures from it.
builder.AddSignalRService("signalr", options => (options.MaxRetries, options.RequestTimeout) = (0, TimeSpan.FromSeconds(5)));
builder.AddNotifications();
builder.AddNudges();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapHealthDetails();
app.MapNudges();
await app.RunAsync();
