using System.Reflection;
using Microsoft.FSharp.Core;

namespace SkinSeg.Notebooks.Engine;

/// <summary>How C# code can name a type.</summary>
/// <remarks>
/// The rule is .NET Interactive's, so that a notebook that shares a value here shares it there: arrays and public types at the top level of
/// a library. Nested types, F#'s own collections and types that cells declare fail there without a word; here they are refused.
/// </remarks>
internal static class CSharpTypeName
{
    /// <summary>The full name in C#; null where C# cells cannot name the type.</summary>
    public static string? Of(Type type)
    {
        if (type.IsArray)
        {
            // C# writes the ranks of arrays of arrays from the outside in: int[][,] is an array of int[,].
            var element = type;
            string ranks = string.Empty;
            for (; element.IsArray; element = element.GetElementType()!)
            {
                ranks += $"[{new string(',', element.GetArrayRank() - 1)}]";
            }

            return Of(element) is { } name ? name + ranks : null;
        }

        bool isInLibrary = !type.Assembly.IsDynamic && type.Assembly.Location.Length > 0 && type.Assembly != typeof(Unit).Assembly;
        if (!type.IsPublic || type.IsNested || !isInLibrary)
        {
            return null;
        }

        string[] arguments = [.. type.GetGenericArguments().Select(Of).OfType<string>()];
        return arguments.Length != type.GetGenericArguments().Length ? null
            : arguments.Length == 0 ? $"global::{type.FullName}"
            : $"global::{type.GetGenericTypeDefinition().FullName!.Split('`')[0]}<{string.Join(", ", arguments)}>";
    }

    /// <summary>The assemblies that the name needs.</summary>
    public static IEnumerable<Assembly> Assemblies(Type type) =>
        type.IsArray ? Assemblies(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Assemblies).Prepend(type.Assembly);
}
