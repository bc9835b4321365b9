using CalendarApi.Authentication;
using CalendarApi.Calendars;
using CalendarApi.Changes;
using CalendarApi.Configuration;
using CalendarApi.Demo;
using CalendarApi.Documentation;
using CalendarApi.Events;
using CalendarApi.Interchange;
using CalendarApi.Limits;
using CalendarApi.Negotiation;
using CalendarApi.Positions;
using CalendarApi.Problems;
using CalendarApi.WebApp;
using CalendarApi.Wire;
using CalendarStore;
using ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
// A line per request would be most of the log, and tell less than the trace does.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.AddProblems();
builder.AddWireJson();
builder.AddCalendarAuthentication();
builder.AddRateLimits();
builder.AddCalendarStore("calendar");
builder.AddChanges();
builder.AddNegotiation();
builder.AddCrossOrigin();
builder.AddCompression();
builder.AddWebApp();
builder.AddDocumentation();

var app = builder.Build();
app.MapDefaultEndpoints();
app.UseSecurityHeaders();
app.UseResponseCompression();
app.UseCors();
app.UseAuthentication();
app.UseCalendarPosition();
app.UseAuthorization();
app.UseRateLimiter();
app.UseWebApp();

var api = app.MapGroup("").CheckOrigin();
api.MapClientConfiguration();
api.MapNegotiation();
api.MapCalendars();
api.MapEvents();
api.MapChanges();
api.MapInterchange();
api.MapDemo();
app.MapProblems();
app.MapDocumentation();

await app.RunAsync();
