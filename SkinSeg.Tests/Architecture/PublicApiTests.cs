using System.Reflection;
using SkinSeg.Notebooks;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Architecture;

/// <summary>What makes a call pleasant from C# and from F#, checked on every public member.</summary>
public sealed class PublicApiTests
{
    private static readonly Assembly[] Assemblies = [typeof(ImageSize).Assembly, typeof(Lab).Assembly];

    [Fact]
    public void No_public_method_takes_more_than_five_parameters() => Assert.Empty(
        from method in Methods()
        where !IsDeconstruct(method) && method.GetParameters().Length > 5
        select Name(method));

    [Fact]
    public void No_public_method_returns_through_its_parameters() => Assert.Empty(
        from method in Methods()
        where !IsDeconstruct(method) && method.GetParameters().Any(parameter => parameter.IsOut || (parameter.ParameterType.IsByRef && !parameter.IsIn))
        select Name(method));

    [Fact]
    public void No_public_method_takes_or_returns_a_span_or_a_nullable_number() => Assert.Empty(
        from method in Methods()
        where method.DeclaringType != typeof(ValueList) // the compiler's own entrance for collection expressions
        from type in method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)
        where type.IsByRefLike || Nullable.GetUnderlyingType(type) is not null
        select Name(method));

    [Fact]
    public void No_public_property_can_be_changed_after_it_was_set() => Assert.Empty(
        from type in Types()
        where !typeof(Attribute).IsAssignableFrom(type)
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where property.SetMethod is { IsPublic: true } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit")
        select $"{type.Name}.{property.Name}");

    [Fact]
    public void Files_have_one_idea_and_at_most_250_lines() => Assert.Empty(
        from project in new[] { "SkinSeg.Core", "SkinSeg.Notebooks", "SkinSeg.Tests" }
        from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, project), "*.cs", SearchOption.AllDirectories)
        where !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")
        let lines = File.ReadLines(path).Count()
        where lines > 250
        select $"{Path.GetFileName(path)}: {lines} lines");

    private static IEnumerable<Type> Types() => Assemblies.SelectMany(assembly => assembly.GetExportedTypes());

    private static IEnumerable<MethodInfo> Methods() =>
        from type in Types()
        where !type.IsSubclassOf(typeof(Delegate))
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where !method.IsSpecialName && method.GetBaseDefinition() == method
        select method;

    private static bool IsDeconstruct(MethodInfo method) => method.Name == "Deconstruct"; // every positional record has one

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";
}
