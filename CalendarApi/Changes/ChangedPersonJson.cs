using System.Text.Json.Serialization;
using CalendarApi.People;

namespace CalendarApi.Changes;

/// <summary>The current revision of an entry of the directory, or its tombstone.</summary>
[JsonDerivedType(typeof(PersonJson))]
[JsonDerivedType(typeof(PersonTombstoneJson))]
internal abstract record ChangedPersonJson;

/// <summary>The tombstone of an entry of the directory.</summary>
internal sealed record PersonTombstoneJson(string Id, long Version, bool Deleted = true) : ChangedPersonJson;
