"""A children in need census with xmlschema: every child checked against a schema and decoded into a dictionary.

The schema has the elements of the made-up file and their types. Prints rows, seconds of the processor and the most
memory in use.
"""

import json
import resource
import sys
import time

import xmlschema

SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:simpleType name="factor"><xs:restriction base="xs:string"><xs:pattern value="[0-9]{1,2}[A-F]?"/></xs:restriction>
</xs:simpleType>
<xs:simpleType name="sex"><xs:restriction base="xs:string"><xs:enumeration value="M"/><xs:enumeration value="F"/>
<xs:enumeration value="U"/></xs:restriction></xs:simpleType>
<xs:element name="Message"><xs:complexType><xs:sequence>
<xs:element name="Header"><xs:complexType><xs:sequence><xs:element name="ReferenceDate" type="xs:date"/></xs:sequence>
</xs:complexType></xs:element>
<xs:element name="Children"><xs:complexType><xs:sequence>
<xs:element name="Child" maxOccurs="unbounded"><xs:complexType><xs:sequence>
<xs:element name="ChildIdentifiers"><xs:complexType><xs:sequence>
<xs:element name="LAchildID" type="xs:string"/><xs:element name="PersonBirthDate" type="xs:date"/>
<xs:element name="Sex" type="sex"/></xs:sequence></xs:complexType></xs:element>
<xs:element name="ChildCharacteristics"><xs:complexType><xs:sequence><xs:element name="Ethnicity" type="xs:string"/>
</xs:sequence></xs:complexType></xs:element>
<xs:element name="CINdetails"><xs:complexType><xs:sequence>
<xs:element name="CINreferralDate" type="xs:date"/><xs:element name="ReferralSource" type="xs:string"/>
<xs:element name="PrimaryNeedCode" type="xs:string"/>
<xs:element name="Assessments"><xs:complexType><xs:sequence>
<xs:element name="AssessmentActualStartDate" type="xs:date"/>
<xs:element name="AssessmentAuthorisationDate" type="xs:date"/>
<xs:element name="FactorsIdentifiedAtAssessment"><xs:complexType><xs:sequence>
<xs:element name="AssessmentFactors" type="factor" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:element>
<xs:element name="ReferralNFA" type="xs:boolean"/></xs:sequence></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element></xs:sequence>
</xs:complexType></xs:element></xs:schema>"""


def main() -> None:
    (path,) = sys.argv[1:]
    schema = xmlschema.XMLSchema(SCHEMA)
    began = time.process_time()
    rows = 0
    resource_of_file = xmlschema.XMLResource(path, lazy=2)
    for child in schema.iter_decode(resource_of_file, path="/Message/Children/Child", validation="lax"):
        if isinstance(child, dict):
            rows += 3 + len(child["CINdetails"]["Assessments"]["FactorsIdentifiedAtAssessment"]["AssessmentFactors"])
    took = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps([rows, took, peak]))


main()
